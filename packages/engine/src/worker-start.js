// The engine's thread begins here: threads do not inherit the loader of TypeScript, so it is registered first.
import { register } from 'tsx/esm/api'

register()
await import('./worker.ts')
