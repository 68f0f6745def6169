/** Text in the encoding of Chinese office programs, which Node reads but does not write. */

/** The two-byte codes of GB18030, which hold the characters of everyday Chinese. */
export function gb18030Encoder(): (text: string) => Buffer {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if (char.length === 1 && char !== '\ufffd' && !codes.has(char)) codes.set(char, lead * 256 + trail);
    }
  }
  return (text) => {
    const bytes = Buffer.allocUnsafe(text.length * 2);
    let end = 0;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit < 0x80) bytes[end++] = unit;
      else end = bytes.writeUInt16BE(codes.get(text.charAt(at)) ?? 0, end);
    }
    return bytes.subarray(0, end);
  };
}
