// The number formats of weights in files, to and from float32. bfloat16 is the upper half of a float32; writing it
// rounds to the nearest, to even where two are as near.

export type NumberFormat = 'F32' | 'F16' | 'BF16'

export const bytesPerNumber: Readonly<Record<NumberFormat, number>> = { F32: 4, F16: 2, BF16: 2 }

export function isNumberFormat(name: string): name is NumberFormat {
  return Object.hasOwn(bytesPerNumber, name)
}

/** Files are little-endian, and so is every machine that Node runs on today. */
export function toFloat32(bytes: Uint8Array, format: NumberFormat): Float32Array {
  // A copy where the bytes do not begin at a multiple of their size.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  const { buffer, byteOffset, byteLength } = aligned
  if (format === 'F32') return new Float32Array(buffer as ArrayBuffer, byteOffset, byteLength / 4)
  const halves = new Uint16Array(buffer as ArrayBuffer, byteOffset, byteLength / 2)
  const bits = new Uint32Array(halves.length)
  if (format === 'BF16') for (let at = 0; at < halves.length; at++) bits[at] = (halves[at] as number) << 16
  else for (let at = 0; at < halves.length; at++) bits[at] = float16Bits(halves[at] as number)
  return new Float32Array(bits.buffer)
}

export function fromFloat32(numbers: Float32Array, format: 'F32' | 'BF16'): Uint8Array {
  if (format === 'F32') return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
  const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length)
  const halves = new Uint16Array(numbers.length)
  for (let at = 0; at < bits.length; at++) halves[at] = bfloat16Bits(bits[at] as number)
  return new Uint8Array(halves.buffer)
}

function bfloat16Bits(bits: number): number {
  // Rounding up could turn a NaN into infinity.
  if ((bits & 0x7f80_0000) === 0x7f80_0000 && (bits & 0x007f_ffff) !== 0) return (bits >>> 16) | 0x40
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16
}

function float16Bits(half: number): number {
  const sign = (half & 0x8000) << 16
  const exponent = (half >>> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0x1f) return (sign | 0x7f80_0000 | (fraction << 13)) >>> 0
  if (exponent !== 0) return (sign | ((exponent + 112) << 23) | (fraction << 13)) >>> 0
  if (fraction === 0) return sign >>> 0
  // Below the smallest normal number: the leading one is moved into its place.
  const shift = Math.clz32(fraction) - 21
  return (sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13)) >>> 0
}
