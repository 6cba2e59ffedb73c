const lineFeed = 10;
/** Small enough that what is done with it is not felt. */
const pieceBytes = 128 * 1024;
/** No entry is longer; a file without line ends is none of ours, and must not fill the memory. */
const longestLine = 8 * 1024 * 1024;

/**
 * The lines of a file as bytes, without their line feeds, read piece by piece. What follows the last line feed comes as
 * a line as well. Between two pieces the page can do other things.
 *
 * @throws RangeError for a line that is too long to be one
 */
export async function* readLines(file: Blob): AsyncGenerator<{ lines: Uint8Array[]; read: number }> {
  let rest: Uint8Array = new Uint8Array();
  for (let at = 0; at < file.size; at += pieceBytes) {
    const piece = new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer());
    const bytes = joined(rest, piece);
    const lines: Uint8Array[] = [];
    let begin = 0;
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, begin)) {
      lines.push(bytes.subarray(begin, end));
      begin = end + 1;
    }
    rest = bytes.subarray(begin);
    if (rest.length > longestLine) throw new RangeError('A line of this file is longer than any entry.');
    yield { lines, read: at + piece.length };
  }
  if (rest.length > 0) yield { lines: [rest], read: file.size };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
