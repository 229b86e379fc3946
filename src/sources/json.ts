// JSON as a document of unknown shape: reading a value along a path without trusting that it is there.
// Where broken JSON is broken is in json-fault.ts.

export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value along keys of objects and indices of arrays; undefined where the path ends early. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((current, step) => {
    if (typeof step === 'number')
      return Array.isArray(current) ? (current as readonly Json[])[step] : undefined
    return isObject(current) && Object.hasOwn(current, step) ? current[step] : undefined
  }, value)
}

/** The text along the path, trimmed; undefined where there is none or it is empty. */
export function textAt(value: Json | undefined, ...path: readonly (string | number)[]): string | undefined {
  const found = at(value, ...path)
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined
}

/** The finite number along the path. */
export function numberAt(value: Json | undefined, ...path: readonly (string | number)[]): number | undefined {
  const found = at(value, ...path)
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined
}

/** The objects of the array along the path; a single object counts as an array of one. */
export function objectsAt(
  value: Json | undefined,
  ...path: readonly (string | number)[]
): readonly JsonObject[] {
  const found = at(value, ...path)
  if (isObject(found)) return [found]
  return Array.isArray(found) ? (found as readonly Json[]).filter(isObject) : []
}
