import { Blob } from 'node:buffer';
import { ClipboardItem, clipboard, type NativeImage, nativeImage } from 'electron';

/** Electron before its clipboard became that of the web. */
interface OlderClipboard {
  writeImage?: (image: NativeImage) => void;
}

/** Puts the bytes of a PNG on the clipboard as a picture. */
export async function copyPicture(png: Buffer): Promise<void> {
  const older = clipboard as unknown as OlderClipboard;
  if (typeof older.writeImage === 'function') {
    older.writeImage(nativeImage.createFromBuffer(png));
    return;
  }
  const picture = new Blob([new Uint8Array(png)], { type: 'image/png' }) as globalThis.Blob;
  await clipboard.write([new ClipboardItem({ 'image/png': picture })]);
}
