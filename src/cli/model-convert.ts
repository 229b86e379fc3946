// behaviorbench model convert BASE ADAPTER: an adapter in the form that a server elsewhere takes.
import { Command, Option } from 'commander'
import { adapterForms, convertAdapter, type AdapterForm } from '../models/convert-adapter.ts'
import { print } from './terminal.ts'

interface ConvertFlags {
  readonly form: AdapterForm
  readonly precision?: 'float32' | 'bfloat16'
  readonly output: string
  readonly json?: boolean
}

export function convertCommand(): Command {
  const forms = Object.entries(adapterForms).map(([name, what]) => `${name} (${what})`)
  return new Command('convert')
    .description('writes a model with its adapter in the form that another server takes')
    .argument('<base>', 'a folder of a model')
    .argument('<adapter>', 'a folder of an adapter of it')
    .requiredOption('-o, --output <folder>', 'where to put it')
    .addOption(
      new Option('--form <form>', forms.join('; ')).choices(Object.keys(adapterForms)).default('merged'),
    )
    .addOption(
      new Option('--precision <kind>', 'of a written model’s numbers (default: the base’s)').choices([
        'float32',
        'bfloat16',
      ]),
    )
    .option('--json', 'print the result as one JSON object')
    .exitOverride()
    .showHelpAfterError('(--help lists what can be written here)')
    .action(async (base: string, adapter: string, { json, ...flags }: ConvertFlags) => {
      await convertAdapter({ base, adapter, ...flags })
      print(json, { base, adapter, ...flags }, `wrote ${flags.output}: ${adapterForms[flags.form]}`)
    })
}
