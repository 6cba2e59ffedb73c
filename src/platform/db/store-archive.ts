import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';

/*
 * The files of a store in one file: a line of JSON that says what is inside, then the contents, compressed. One file,
 * because packagers leave out empty directories, and the database insists on its own.
 */

const listSchema = z.object({
  /** What the store was made with; see prepared-store.ts. */
  madeWith: z.record(z.string(), z.string()),
  /** In the order in which they are made and follow one another; a directory has no size. */
  entries: z.array(z.object({ path: z.string(), size: z.number().nullable() })),
});

type List = z.infer<typeof listSchema>;

/** Packs the files of a store that nobody has open. */
export async function packStore(directory: string, file: string, madeWith: List['madeWith']): Promise<void> {
  const entries: List['entries'] = [];
  const contents: Buffer[] = [];
  const paths = await readdir(directory, { recursive: true });
  for (const path of paths.sort()) {
    const place = join(directory, path);
    const content = (await stat(place)).isDirectory() ? null : await readFile(place);
    entries.push({ path: path.split(sep).join('/'), size: content?.length ?? null });
    if (content) contents.push(content);
  }
  const list: List = { madeWith, entries };
  const packed = Buffer.concat([Buffer.from(`${JSON.stringify(list)}\n`), gzipSync(Buffer.concat(contents))]);
  const scratch = `${file}.${process.pid}.new`;
  await writeFile(scratch, packed);
  await rename(scratch, file);
}

/** What the packed store was made with. */
export function readMadeWith(file: string): List['madeWith'] {
  return split(file).list.madeWith;
}

/**
 * Writes the files of a packed store into a directory that doesn't exist yet. In one go: whoever opens a store has
 * nothing else to do until it is there.
 */
export function unpackStore(file: string, directory: string): void {
  const { list, body } = split(file);
  const contents = gunzipSync(body);
  mkdirSync(directory, { mode: 0o700 });
  let at = 0;
  for (const { path, size } of list.entries) {
    const target = join(directory, path);
    if (size === null) {
      mkdirSync(target, { mode: 0o700 });
      continue;
    }
    writeFileSync(target, contents.subarray(at, at + size), { mode: 0o600 });
    at += size;
  }
}

function split(file: string): { list: List; body: Buffer } {
  const packed = readFileSync(file);
  const line = packed.indexOf('\n');
  return { list: listSchema.parse(JSON.parse(packed.toString('utf8', 0, line))), body: packed.subarray(line + 1) };
}
