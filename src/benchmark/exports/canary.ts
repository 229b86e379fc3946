// A word that stands in every exported row and nowhere else, so that a training corpus can be searched for
// what leaked into it, and a model asked whether it knows it.
export const canary = 'behaviorbench:canary:5f6b1c1e-8d0f-4f0a-9c55-2b7e64f3a9d1'
