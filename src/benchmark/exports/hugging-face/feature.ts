// The type of a column, once, for everything that must say it: the Parquet schema, the features of the dataset
// card, Croissant's fields.
import type { SchemaElement } from 'hyparquet'

export type Feature =
  | 'string'
  | 'int32'
  | 'float64'
  | 'bool'
  | 'image'
  | { readonly list: Feature }
  | { readonly struct: Readonly<Record<string, Feature>> }

export interface Column<T> {
  readonly name: string
  readonly what: string
  readonly feature: Feature
  /** null where the row has none. */
  value(row: T): unknown
}

/** A column as Parquet schema elements, in preorder. Lists and structs as Arrow writes them. */
function elementsOf(name: string, feature: Feature): SchemaElement[] {
  const optional = { name, repetition_type: 'OPTIONAL' } as const
  if (feature === 'string') return [{ ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' }]
  if (feature === 'int32') return [{ ...optional, type: 'INT32' }]
  if (feature === 'float64') return [{ ...optional, type: 'DOUBLE' }]
  if (feature === 'bool') return [{ ...optional, type: 'BOOLEAN' }]
  if (feature === 'image') {
    return [
      { ...optional, num_children: 2 },
      { name: 'bytes', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY' },
      { name: 'path', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY', converted_type: 'UTF8' },
    ]
  }
  if ('list' in feature) {
    return [
      { ...optional, num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      ...elementsOf('element', feature.list),
    ]
  }
  const fields = Object.entries(feature.struct)
  return [
    { ...optional, num_children: fields.length },
    ...fields.flatMap(([field, inner]) => elementsOf(field, inner)),
  ]
}

export function parquetSchemaOf<T>(columns: readonly Column<T>[]): SchemaElement[] {
  return [
    { name: 'schema', num_children: columns.length },
    ...columns.flatMap(({ name, feature }) => elementsOf(name, feature)),
  ]
}

/** A feature as the YAML of a dataset card writes it, without its name. */
export function cardFeatureOf(feature: Feature): Record<string, unknown> {
  if (typeof feature === 'string') return { dtype: feature }
  if ('struct' in feature) return { struct: cardFieldsOf(feature.struct) }
  const { list } = feature
  if (typeof list === 'string') return { list }
  return 'struct' in list ? { list: cardFieldsOf(list.struct) } : { list: cardFeatureOf(list) }
}

function cardFieldsOf(struct: Readonly<Record<string, Feature>>): Record<string, unknown>[] {
  return Object.entries(struct).map(([name, feature]) => ({ name, ...cardFeatureOf(feature) }))
}

/** In words, for the card's table: "list of {letter, text}". */
export function featureText(feature: Feature): string {
  if (typeof feature === 'string') return feature
  if ('list' in feature) return `list of ${featureText(feature.list)}`
  return `{${Object.keys(feature.struct).join(', ')}}`
}
