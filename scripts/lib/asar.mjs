/**
 * Writes an asar archive of a few small text files. The format is a header in JSON, framed by lengths, and then
 * the contents one after the other.
 * @param {Record<string, Buffer>} files name to content, all at the top level
 */
export function packAsar(files) {
  let offset = 0;
  /** @type {Record<string, { size: number; offset: string }>} */
  const entries = {};
  for (const [name, content] of Object.entries(files)) {
    entries[name] = { size: content.length, offset: String(offset) };
    offset += content.length;
  }
  const json = Buffer.from(JSON.stringify({ files: entries }));
  const padding = (4 - (json.length % 4)) % 4;
  const frame = Buffer.alloc(16);
  frame.writeUInt32LE(4, 0);
  frame.writeUInt32LE(8 + json.length + padding, 4);
  frame.writeUInt32LE(4 + json.length + padding, 8);
  frame.writeUInt32LE(json.length, 12);
  return Buffer.concat([frame, json, Buffer.alloc(padding), ...Object.values(files)]);
}
