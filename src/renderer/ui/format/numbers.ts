const counts = new Intl.NumberFormat('en-GB');
const percents = new Intl.NumberFormat('en-GB', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** `12,345` */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** `12.3 %`: one decimal, with a thin space as in all our units. A share of 0 to 1. */
export function formatPercent(share: number): string {
  return percents.format(share).replace('%', ' %');
}

/** `48.1–66.0 %`: from one share to another. */
export function formatInterval({ low, high }: { low: number; high: number }): string {
  return `${(low * 100).toFixed(1)}–${formatPercent(high)}`;
}

/** `1 seat`, `2 seats`: the plural is given where adding an s is wrong. */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** `12.3 kB` from bytes. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ''}`;
}

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `$29.00` from micro-dollars. */
export function formatUsd(micros: number): string {
  return dollars.format(micros / 1_000_000);
}

/** The same for what was paid by fractions of a cent: nothing and next to nothing are told apart. */
export function formatCost(micros: number): string {
  return micros > 0 && micros < 5000 ? `<${dollars.format(0.01)}` : formatUsd(micros);
}
