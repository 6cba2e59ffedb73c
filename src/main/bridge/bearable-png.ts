import { CallFailure, callError } from '#main/platform-client/call-error.ts';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
/** Larger than any screen; what unpacks to more would fill the memory of main. */
const longestEdge = 16_384;
const mostPixels = 64_000_000;

/**
 * The bytes of a PNG that may be unpacked: its header says how large the picture is before anything of it is read.
 *
 * @throws CallFailure `validation`
 */
export function bearablePng(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  const isPng =
    bytes.length > 33 && bytes.subarray(0, 8).equals(signature) && bytes.toString('latin1', 12, 16) === 'IHDR';
  if (!isPng) throw refused('It is no PNG.');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const edge = Math.max(width, height);
  if (width === 0 || height === 0 || edge > longestEdge || width * height > mostPixels) {
    throw refused(`A picture of ${width} x ${height} pixels is too large.`);
  }
  return bytes;
}

function refused(reason: string): CallFailure {
  return new CallFailure(
    callError('validation', `The picture was not copied. ${reason} The clipboard holds what it held.`, {
      errors: [{ path: 'png', message: reason }],
    }),
  );
}
