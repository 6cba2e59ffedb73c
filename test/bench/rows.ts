import { median, type Pairs, quantile } from './measure.ts';

/** One row of the table: a ratio between what we do and a yardstick, with the bound it has to keep. */
export interface BenchRow {
  name: string;
  /** What each side is, in words. */
  subject: string;
  yardstick: string;
  unit: string;
  /** Whether a smaller ratio is better (times, memory) or a larger one (requests a second). */
  better: 'lower' | 'higher';
  /** The bound, and what we would like. */
  limit: number;
  goal: number;
  /** Null where this machine can't measure it; `note` says why. */
  pairs: Pairs | null;
  note?: string;
}

/** A file of the bench. It is found by its name (`*.bench.ts`) and exports one of these as `bench`. */
export interface Bench {
  name: string;
  /** Measures and gives its rows. `report` writes a line of progress. */
  run(report: (line: string) => void): Promise<BenchRow[]>;
}

export interface BenchResult extends Omit<BenchRow, 'pairs'> {
  subject_median: number | null;
  yardstick_median: number | null;
  ratio: number | null;
  /** Quartiles of the ratio pair by pair: how sure the ratio is. */
  ratio_quartiles: [number, number] | null;
  pairs: number;
  verdict: 'goal' | 'within' | 'over' | 'not measured';
}

export function resultOf(row: BenchRow): BenchResult {
  const { pairs, ...rest } = row;
  if (!pairs) {
    return {
      ...rest,
      subject_median: null,
      yardstick_median: null,
      ratio: null,
      ratio_quartiles: null,
      pairs: 0,
      verdict: 'not measured',
    };
  }
  const [subject, yardstick] = [median(pairs.subject), median(pairs.yardstick)];
  const ratio = subject / yardstick;
  const each = pairs.subject.map((value, index) => value / (pairs.yardstick[index] ?? Number.NaN));
  const keeps = (bound: number) => (row.better === 'lower' ? ratio <= bound : ratio >= bound);
  return {
    ...rest,
    subject_median: subject,
    yardstick_median: yardstick,
    ratio,
    ratio_quartiles: [quantile(each, 0.25), quantile(each, 0.75)],
    pairs: pairs.subject.length,
    verdict: keeps(row.goal) ? 'goal' : keeps(row.limit) ? 'within' : 'over',
  };
}

/** The table as text, also fit for docs/benchmarks.md. */
export function tableOf(results: readonly BenchResult[]): string {
  const header = ['row', 'ours', 'yardstick', 'ratio', 'quartiles', 'limit', 'goal', 'pairs', 'verdict'];
  const rows = results.map((result) => [
    result.name,
    amount(result.subject_median, result.unit),
    amount(result.yardstick_median, result.unit),
    result.ratio?.toFixed(2) ?? '-',
    result.ratio_quartiles?.map((value) => value.toFixed(2)).join('-') ?? '-',
    `${result.better === 'lower' ? '<=' : '>='} ${result.limit}`,
    String(result.goal),
    String(result.pairs),
    result.verdict,
  ]);
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  const notes = results.filter((result) => result.note).map((result) => `- ${result.name}: ${result.note}`);
  return [line(header), rule, ...rows.map(line), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

function amount(value: number | null, unit: string): string {
  if (value === null) return '-';
  return `${value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2)} ${unit}`;
}
