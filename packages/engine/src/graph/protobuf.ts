// The few kinds of protobuf fields an ONNX file has, as bytes. Not a protobuf library: it writes and never reads.

/** The bytes of a message: fields one behind another. */
export type Field = Uint8Array

export function integer(field: number, value: number | bigint): Field {
  return Uint8Array.from([...varint(field << 3), ...varint(value)])
}

export function float(field: number, value: number): Field {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  return join([Uint8Array.from(varint((field << 3) | 5)), bytes])
}

export function bytes(field: number, value: Uint8Array): Field {
  return join([Uint8Array.from([...varint((field << 3) | 2), ...varint(value.byteLength)]), value])
}

export function text(field: number, value: string): Field {
  return bytes(field, new TextEncoder().encode(value))
}

export function message(field: number, fields: readonly Field[]): Field {
  return bytes(field, join(fields))
}

export function join(fields: readonly Field[]): Uint8Array {
  const all = new Uint8Array(fields.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let place = 0
  for (const field of fields) {
    all.set(field, place)
    place += field.byteLength
  }
  return all
}

/** Seven bits a byte, least first; negative numbers as 64-bit two's complement. */
function varint(value: number | bigint): number[] {
  let rest = BigInt.asUintN(64, BigInt(value))
  const written: number[] = []
  do {
    const low = Number(rest & 127n)
    rest >>= 7n
    written.push(rest === 0n ? low : low | 128)
  } while (rest !== 0n)
  return written
}
