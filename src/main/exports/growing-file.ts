import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/**
 * A file that is written piece by piece under another name and gets its own once it is whole: whatever happens on the
 * way, nobody finds half a file, and what stood there before stays until then.
 */
export class GrowingFile {
  readonly #path: string;
  readonly #part: string;
  readonly #handle: FileHandle;

  private constructor(path: string, part: string, handle: FileHandle) {
    this.#path = path;
    this.#part = part;
    this.#handle = handle;
  }

  static async create(path: string): Promise<GrowingFile> {
    const part = `${path}.part`;
    return new GrowingFile(path, part, await open(part, 'w'));
  }

  async write(piece: Uint8Array): Promise<void> {
    let written = 0;
    while (written < piece.length) {
      const { bytesWritten } = await this.#handle.write(piece, written, piece.length - written);
      written += bytesWritten;
    }
  }

  /** It is whole. */
  async finish(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
    await rename(this.#part, this.#path);
  }

  /** It will never be. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#part, { force: true });
  }
}
