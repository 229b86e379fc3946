// Width and height of a PNG or JPEG, from its header. No pixels are decoded.
// PNG: ISO/IEC 15948, IHDR; JPEG: ITU-T T.81, start-of-frame markers.

/** The size in pixels; {} for other formats and broken headers. */
export function pixelSize(bytes: Uint8Array): { readonly width?: number; readonly height?: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length >= 24 && view.getUint32(0) === 0x89504e47 && view.getUint32(12) === 0x49484452)
    return size(view.getUint32(16), view.getUint32(20))
  if (bytes.length >= 4 && view.getUint16(0) === 0xffd8) return jpegSize(view)
  return {}
}

function jpegSize(view: DataView): { width?: number; height?: number } {
  let at = 2
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (frame) return size(view.getUint16(at + 7), view.getUint16(at + 5))
    at += 2 + view.getUint16(at + 2)
  }
  return {}
}

function size(width: number, height: number): { width?: number; height?: number } {
  return width > 0 && height > 0 ? { width, height } : {}
}
