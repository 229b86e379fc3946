// A bundle (of any type), a list of resources or a single one → the resources of each patient, with the
// references among them resolved: urn:uuid fullUrls, "Type/id", absolute addresses, "#contained".
import { at, objectsAt, textAt, type Json } from '../json.ts'
import { isResource, resourceId, type Resource } from './resource.ts'

export interface PatientGroup {
  /** "Patient/123", "urn:uuid:…"; "" where nothing says whose the resources are. */
  readonly reference: string
  readonly patient: Resource | undefined
  readonly resources: readonly Resource[]
}

export interface ResourceSet {
  readonly groups: readonly PatientGroup[]
  readonly resolve: (reference: Json | undefined, from: Resource) => Resource | undefined
}

interface Located {
  readonly resource: Resource
  readonly fullUrl: string | undefined
}

/** The resources in a document: entries of a bundle (also of bundles in it), or the resource itself. */
export function unpack(document: Json | undefined, depth = 0): readonly Located[] {
  if (!isResource(document) || depth > 4) return []
  if (document.resourceType !== 'Bundle') return [{ resource: document, fullUrl: undefined }]
  return objectsAt(document, 'entry').flatMap((entry) => {
    const inner = unpack(at(entry, 'resource'), depth + 1)
    const fullUrl = textAt(entry, 'fullUrl')
    return inner.length === 1 && fullUrl !== undefined
      ? inner.map(({ resource }) => ({ resource, fullUrl }))
      : inner
  })
}

/** Sorts resources by their patient. What names no patient belongs to the only one there is, or to none. */
export function groupByPatient(located: readonly Located[]): ResourceSet {
  const known = new Map<string, Resource>()
  for (const { resource, fullUrl } of located) {
    const id = textAt(resource, 'id')
    for (const key of [fullUrl, id === undefined ? undefined : resourceId(resource), id])
      if (key !== undefined && !known.has(key)) known.set(key, resource)
  }
  const resolve = (reference: Json | undefined, from: Resource): Resource | undefined => {
    const text = textAt(reference, 'reference')
    if (text === undefined) return undefined
    if (text.startsWith('#')) return contained(from, text.slice(1))
    return known.get(text) ?? known.get(shortReference(text))
  }
  const patients = located
    .map(({ resource }) => resource)
    .filter(({ resourceType }) => resourceType === 'Patient')
  const groups = new Map<string, { patient: Resource | undefined; resources: Resource[] }>()
  for (const patient of patients) groups.set(resourceId(patient), { patient, resources: [patient] })
  const only = patients.length === 1 && patients[0] !== undefined ? resourceId(patients[0]) : ''
  for (const { resource } of located) {
    if (resource.resourceType === 'Patient') continue
    const subject = at(resource, 'subject') ?? at(resource, 'patient') ?? at(resource, 'beneficiary')
    const patient = resolve(subject, resource)
    const text = textAt(subject, 'reference')
    const key =
      patient?.resourceType === 'Patient'
        ? resourceId(patient)
        : text === undefined || patients.length > 0
          ? only
          : shortReference(text)
    // With several patients, what is nobody's is not told of anybody.
    if (key === '' && patients.length > 1) continue
    const group = groups.get(key) ?? { patient: undefined, resources: [] }
    group.resources.push(resource)
    groups.set(key, group)
  }
  return { groups: [...groups].map(([reference, group]) => ({ reference, ...group })), resolve }
}

function contained(from: Resource, id: string): Resource | undefined {
  return objectsAt(from, 'contained')
    .filter((inner) => isResource(inner))
    .find((inner) => textAt(inner, 'id') === id)
}

/** "https://server/fhir/Condition/1/_history/2" → "Condition/1". */
function shortReference(text: string): string {
  const path = text.replace(/\/_history\/.*$/, '').split('/')
  return path.slice(-2).join('/')
}
