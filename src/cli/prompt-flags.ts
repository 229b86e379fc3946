// The flags that say how tasks are asked, for commands that write prompts or read replies to them.
import { type Command, Option } from 'commander'
import { regimeNames } from '../prompts/regimes.ts'
import { shotOrigins } from '../prompts/shots.ts'
import { wholeNumber } from './terminal.ts'

/** `seed`: what the seed is for, in the help. eval-prompt.ts makes the prompt. */
export function addPromptFlags(command: Command, seed = 'few-shot: seed of the examples'): Command {
  return command
    .addOption(
      new Option('--regime <regime>', 'how tasks are asked (default: zero-shot)').choices(regimeNames),
    )
    .option(
      '--recipe <recipe>',
      'behavior-token: what is asked for in which order, e.g. BT-BC-OC-OP (default: paper)',
    )
    .option('--shots <number>', 'few-shot: examples in a prompt (default: 3)', wholeNumber('--shots', 1))
    .addOption(
      new Option('--shots-from <origin>', 'few-shot: examples of the task’s type, or of all types').choices(
        shotOrigins,
      ),
    )
    .option(
      '--permute <seed>',
      'show the options of each task in a random order',
      wholeNumber('--permute', 0),
    )
    .option('--seed <number>', seed, wholeNumber('--seed', 0), 1)
}
