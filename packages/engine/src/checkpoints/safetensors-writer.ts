// Writes a safetensors file, tensor by tensor, so that no more than one is held. The file appears under its name when
// it is whole.
import { open, rename, rm } from 'node:fs/promises'
import { bytesPerNumber, fromFloat32 } from './number-formats.ts'
import type { Tensor } from '../decoder/tensor.ts'

export interface TensorToWrite {
  readonly name: string
  readonly shape: readonly number[]
  read(): Promise<Tensor>
}

/** Names in their order, as they are found in the file. */
export async function writeSafetensors(
  path: string,
  tensors: readonly TensorToWrite[],
  format: 'F32' | 'BF16' = 'F32',
): Promise<void> {
  const part = `${path}.part`
  const handle = await open(part, 'w')
  try {
    await handle.writeFile(headerOf(tensors, format))
    for (const tensor of tensors) {
      const { data } = await tensor.read()
      if (data.length !== numbersOf(tensor))
        throw new Error(
          `${tensor.name}: ${data.length} numbers do not fit the shape [${tensor.shape.join(', ')}]`,
        )
      await handle.writeFile(fromFloat32(data, format))
    }
    await handle.sync()
    await handle.close()
    await rename(part, path)
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(part, { force: true })
    throw error
  }
}

export function writeTensors(
  path: string,
  tensors: ReadonlyMap<string, Tensor>,
  format: 'F32' | 'BF16' = 'F32',
): Promise<void> {
  const entries = [...tensors].map(([name, tensor]) => ({
    name,
    shape: tensor.shape,
    read: () => Promise.resolve(tensor),
  }))
  return writeSafetensors(path, entries, format)
}

function headerOf(tensors: readonly TensorToWrite[], format: 'F32' | 'BF16'): Uint8Array {
  // transformers refuses a file that does not say which framework's it is.
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } }
  let end = 0
  for (const tensor of tensors) {
    const start = end
    end += numbersOf(tensor) * bytesPerNumber[format]
    header[tensor.name] = { dtype: format, shape: tensor.shape, data_offsets: [start, end] }
  }
  const text = JSON.stringify(header)
  const bytes = Buffer.from(text)
  // Spaces at its end, so that the numbers begin at a multiple of eight.
  const padding = (8 - (bytes.length % 8)) % 8
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(bytes.length + padding))
  return Buffer.concat([length, bytes, Buffer.alloc(padding, ' ')])
}

function numbersOf({ shape }: { readonly shape: readonly number[] }): number {
  return shape.reduce((product, size) => product * size, 1)
}
