// A minimal PDF writer for tests: Helvetica text at given places, one content stream per page. Not for
// anything that people read.

export interface PdfText {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly text: string
}

export interface PdfOptions {
  /** Adds an encryption dictionary whose user password is not empty. */
  readonly encrypted?: boolean
}

/** The bytes of a PDF with one page of 400 × 600 points per list of texts (ASCII only). */
export function writePdf(pages: readonly (readonly PdfText[])[], options: PdfOptions = {}): Uint8Array {
  const objects: string[] = []
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ')
  objects.push('<< /Type /Catalog /Pages 2 0 R >>')
  objects.push(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`)
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>')
  pages.forEach((texts, index) => {
    const stream = texts
      .map(({ x, y, size, text }) => `BT /F1 ${size} Tf ${x} ${y} Td (${escape(text)}) Tj ET`)
      .join('\n')
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents ${5 + index * 2} 0 R ` +
        '/Resources << /Font << /F1 3 0 R >> >> >>',
    )
    objects.push(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`)
  })
  const zeros = '0'.repeat(64)
  if (options.encrypted === true)
    objects.push(`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${zeros}> /U <${zeros}> >>`)
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const extra =
    options.encrypted === true
      ? ` /Encrypt ${objects.length} 0 R /ID [<${'1'.repeat(32)}> <${'1'.repeat(32)}>]`
      : ''
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${extra} >>\nstartxref\n${body.length}\n%%EOF\n`
  return new TextEncoder().encode(
    `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`,
  )
}

function escape(text: string): string {
  return text.replace(/[\\()]/g, (sign) => `\\${sign}`)
}
