import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixturePath } from './fixture-files.ts'
import { fromFloat32, toFloat32 } from './number-formats.ts'
import { openSafetensors, readRows, readTensor } from './safetensors.ts'
import { writeTensors } from './safetensors-writer.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safetensors-'))
})
afterAll(() => rm(folder, { recursive: true }))

const tensors = fc.array(
  fc.tuple(fc.string(), fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 })).chain(([name, shape]) =>
    fc
      .array(fc.float(), {
        minLength: shape.reduce((a, b) => a * b, 1),
        maxLength: shape.reduce((a, b) => a * b, 1),
      })
      .map((numbers) => [name, { shape, data: Float32Array.from(numbers) }] as const),
  ),
  { maxLength: 5 },
)

describe('a safetensors file', () => {
  it('gives back what was written', async () => {
    const path = join(folder, 'round.safetensors')
    await fc.assert(
      fc.asyncProperty(tensors, async (entries) => {
        const written = new Map(entries.filter(([name]) => name !== '__metadata__' && name !== '__proto__'))
        await writeTensors(path, written)
        const file = await openSafetensors(path)
        expect([...file.tensors.keys()].sort()).toEqual([...written.keys()].sort())
        for (const [name, tensor] of written) expect(await readTensor(file, name)).toEqual(tensor)
      }),
      { numRuns: 40 },
    )
  })

  it('gives the rows that are asked for, in their order', async () => {
    const path = join(folder, 'rows.safetensors')
    const data = Float32Array.from({ length: 12 }, (_, at) => at)
    for (const format of ['F32', 'BF16'] as const) {
      await writeTensors(path, new Map([['m', { shape: [4, 3], data }]]), format)
      const rows = await readRows(await openSafetensors(path), 'm', [3, 0])
      expect(rows).toEqual({ shape: [2, 3], data: Float32Array.of(9, 10, 11, 0, 1, 2) })
    }
    await expect(readRows(await openSafetensors(path), 'm', [4])).rejects.toThrow('there is no row 4')
  })

  it('is refused where its bytes are not all there, with the place', async () => {
    const whole = await readFile(fixturePath('llama/model/model.safetensors'))
    const header = Number(whole.readBigUInt64LE())
    const path = join(folder, 'cut.safetensors')
    for (const [size, what] of [
      [0, 'does not begin as'],
      [header, 'ends within its header'],
      [whole.length - 1, /ends before ".*" does/],
    ] as const) {
      await writeFile(path, whole)
      await truncate(path, size)
      await expect(openSafetensors(path)).rejects.toThrow(what)
      await expect(openSafetensors(path)).rejects.toThrow(path)
    }
  })

  it('is refused where its header lies', async () => {
    const path = join(folder, 'header.safetensors')
    for (const [header, what] of [
      ['[]', 'no JSON object'],
      ['{"a":1}', 'no JSON object'],
      ['{"a', 'no JSON object'],
      ['{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}', 'does not fit its shape'],
      ['{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}', 'says nothing usable'],
      ['{"a":{"dtype":"F32","shape":[1]}}', 'says nothing usable'],
    ] as const) {
      const length = Buffer.alloc(8)
      length.writeBigUInt64LE(BigInt(header.length))
      await writeFile(path, Buffer.concat([length, Buffer.from(header), Buffer.alloc(4)]))
      await expect(openSafetensors(path)).rejects.toThrow(what)
    }
    const header = '{"a":{"dtype":"I8","shape":[4],"data_offsets":[0,4]}}'
    const length = Buffer.alloc(8)
    length.writeBigUInt64LE(BigInt(header.length))
    await writeFile(path, Buffer.concat([length, Buffer.from(header), Buffer.alloc(4)]))
    await expect(readTensor(await openSafetensors(path), 'a')).rejects.toThrow('of the type I8')
    await expect(readTensor(await openSafetensors(path), 'b')).rejects.toThrow('no tensor "b"')
  })
})

describe('number formats', () => {
  it('keep every bfloat16 as it is', () => {
    const halves = Uint16Array.from({ length: 65536 }, (_, at) => at)
    const back = new Uint16Array(
      fromFloat32(toFloat32(new Uint8Array(halves.buffer), 'BF16'), 'BF16').slice().buffer,
    )
    const isNaN16 = (half: number): boolean => (half & 0x7fff) > 0x7f80
    expect(back.map((half) => (isNaN16(half) ? 0x7fff : half))).toEqual(
      halves.map((half) => (isNaN16(half) ? 0x7fff : half)),
    )
  })

  it('round to the nearest bfloat16', () => {
    fc.assert(
      fc.property(
        fc.float({ noNaN: true, noDefaultInfinity: true, min: -(2 ** 126), max: 2 ** 126 }),
        (number) => {
          const exact = Float32Array.of(number)
          const rounded = toFloat32(fromFloat32(exact, 'BF16').slice(), 'BF16')[0] as number
          const bits = new Uint32Array(exact.buffer)[0] as number
          const below = new Float32Array(Uint32Array.of(bits & 0xffff_0000).buffer)[0] as number
          const above = new Float32Array(Uint32Array.of((bits & 0xffff_0000) + 0x1_0000).buffer)[0] as number
          const nearest = Math.min(Math.abs(number - below), Math.abs(number - above))
          expect(Math.abs(number - rounded)).toBe(nearest)
        },
      ),
    )
  })

  it('read float16 by its definition (IEEE 754)', () => {
    const halves = Uint16Array.from({ length: 65536 }, (_, at) => at)
    const numbers = toFloat32(new Uint8Array(halves.buffer), 'F16')
    const defined = Float32Array.from(halves, (half) => {
      const sign = half & 0x8000 ? -1 : 1
      const exponent = (half >> 10) & 31
      const fraction = half & 1023
      if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
      return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15))
    })
    expect(numbers).toEqual(defined)
  })
})
