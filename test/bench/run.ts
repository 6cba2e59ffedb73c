import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Bench, type BenchResult, resultOf, tableOf } from './rows.ts';

/** Runs the bench files whose name holds one of the words given (all without words), prints the table and writes it as JSON. */
async function main(words: readonly string[]): Promise<number> {
  const directory = import.meta.dirname;
  const files = (await readdir(directory)).filter((file) => file.endsWith('.bench.ts')).sort();
  const wanted = files.filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
  const results: BenchResult[] = [];
  const failures: string[] = [];
  for (const file of wanted) {
    const { bench } = (await import(pathToFileURL(join(directory, file)).href)) as { bench: Bench };
    const report = (line: string) => process.stderr.write(`  ${bench.name}: ${line}\n`);
    try {
      for (const row of await bench.run(report)) results.push(resultOf(row));
    } catch (error) {
      failures.push(`${bench.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  await writeResults(results);
  process.stdout.write(`${tableOf(results)}\n`);
  for (const failure of failures) process.stderr.write(`failed: ${failure}\n`);
  if (failures.length > 0 || results.length === 0) return 1;
  return results.some((result) => result.verdict === 'over') ? 2 : 0;
}

async function writeResults(results: readonly BenchResult[]): Promise<void> {
  const directory = join(import.meta.dirname, '..', '..', 'out', 'bench');
  await mkdir(directory, { recursive: true });
  const machine = {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory_gib: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  };
  const content = { measured_at: new Date().toISOString(), machine, rows: results };
  await writeFile(join(directory, 'results.json'), `${JSON.stringify(content, null, 2)}\n`);
}

process.exitCode = await main(process.argv.slice(2));
