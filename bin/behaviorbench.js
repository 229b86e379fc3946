#!/usr/bin/env node
// Starts the command line from its TypeScript sources: Node 20 cannot run them by itself, so tsx
// translates each file as it is imported. There is no build step between a clone and a run.
import { register } from 'tsx/esm/api'

register()
await import('../src/cli/main.ts')
