import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';

/*
 * The files of a store in one file: a line of JSON that says what is inside, then the contents, compressed. Each content
 * is there once, since the three databases of a fresh store are nearly the same. One file, because packagers leave out
 * empty directories, and the database insists on its own.
 */

const listSchema = z.object({
  /** What the store was made with; see prepared-store.ts. */
  madeWith: z.record(z.string(), z.string()),
  /** In the order in which they are made; a directory has no place among the contents. */
  entries: z.array(z.object({ path: z.string(), at: z.number().nullable(), size: z.number() })),
});

type List = z.infer<typeof listSchema>;

/** Packs the files of a store that nobody has open. */
export async function packStore(directory: string, file: string, madeWith: List['madeWith']): Promise<void> {
  const entries: List['entries'] = [];
  const contents: Buffer[] = [];
  const places = new Map<string, number>();
  let end = 0;
  const paths = await readdir(directory, { recursive: true });
  for (const path of paths.sort()) {
    const name = path.split(sep).join('/');
    if ((await stat(join(directory, path))).isDirectory()) {
      entries.push({ path: name, at: null, size: 0 });
      continue;
    }
    const content = await readFile(join(directory, path));
    const text = content.toString('latin1');
    const at = places.get(text) ?? end;
    entries.push({ path: name, at, size: content.length });
    if (at !== end || content.length === 0) continue;
    places.set(text, at);
    contents.push(content);
    end += content.length;
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
  for (const { path, at, size } of list.entries) {
    const target = join(directory, path);
    if (at === null) mkdirSync(target, { mode: 0o700 });
    else writeFileSync(target, contents.subarray(at, at + size), { mode: 0o600 });
  }
}

function split(file: string): { list: List; body: Buffer } {
  const packed = readFileSync(file);
  const line = packed.indexOf('\n');
  return { list: listSchema.parse(JSON.parse(packed.toString('utf8', 0, line))), body: packed.subarray(line + 1) };
}
