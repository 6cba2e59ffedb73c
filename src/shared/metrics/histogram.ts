/** A quantile is at most this share away from the value that has its rank. */
export const relativeError = 0.01;

/** Each bucket reaches this many times as far as the one below it. */
const growth = (1 + relativeError) / (1 - relativeError);
/** Buckets for each step of the natural logarithm: the bucket of a value is `ceil(ln(value) * bucketsPerLogarithm)`. */
export const bucketsPerLogarithm = 1 / Math.log(growth);
/** Below the smallest counts as 0, above the largest as the largest; in milliseconds, from a nanosecond to 30 years. */
const smallest = 1e-6;
const largest = 1e15;
/** Added to bucket numbers where they are written, so that none is negative. */
const offset = -bucketOf(smallest);
const formatVersion = 1;

/**
 * Counts values in buckets that grow by a factor, after C. Masson, J. E. Rim and H. K. Lee, "DDSketch: a fast and
 * fully-mergeable quantile sketch with relative-error guarantees", PVLDB 12 (2019). Merging two is adding their counts, so
 * a percentile of many nodes or of a day is as good as that of one node in ten seconds.
 */
export class Histogram {
  /** Values that were recorded. */
  count = 0;
  #zeros = 0;
  readonly #counts = new Map<number, number>();

  /** @returns false where it was left out, because it isn't a number from 0 on */
  record(value: number, times = 1): boolean {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) return false;
    if (value < smallest) this.#zeros += times;
    else {
      const bucket = bucketOf(Math.min(value, largest));
      this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + times);
    }
    this.count += times;
    return true;
  }

  /** Adds what another one counted. */
  merge(other: Histogram): this {
    for (const [bucket, times] of other.#counts) {
      this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + times);
    }
    this.#zeros += other.#zeros;
    this.count += other.count;
    return this;
  }

  /** The value of which the share `share` are not above; null where nothing was recorded. */
  quantile(share: number): number | null {
    return this.quantiles([share])[0] ?? null;
  }

  /** Several at once, which sorts the buckets once. */
  quantiles(shares: readonly number[]): (number | null)[] {
    if (this.count === 0) return shares.map(() => null);
    const sorted = this.#sorted();
    return shares.map((share) => {
      const rank = Math.max(1, Math.ceil(Math.min(1, share) * this.count));
      let seen = this.#zeros;
      if (seen >= rank) return 0;
      for (const [bucket, times] of sorted) {
        seen += times;
        if (seen >= rank) return middleOf(bucket);
      }
      return null;
    });
  }

  /** How many values were above a limit, give or take the error of the bucket in which it lies. */
  countAbove(limit: number): number {
    let above = 0;
    for (const [bucket, times] of this.#counts) if (middleOf(bucket) > limit) above += times;
    return limit < 0 ? above + this.#zeros : above;
  }

  /** Some bytes for each bucket in use: the distance from the one before, and its count. */
  encode(): Uint8Array {
    const bytes = [formatVersion];
    writeNumber(bytes, this.#zeros);
    let last = 0;
    for (const [bucket, times] of this.#sorted()) {
      writeNumber(bytes, bucket + offset - last);
      writeNumber(bytes, times);
      last = bucket + offset;
    }
    return Uint8Array.from(bytes);
  }

  /** @throws where the bytes were not made by `encode` */
  static decode(bytes: Uint8Array): Histogram {
    return new Histogram().mergeEncoded(bytes);
  }

  /**
   * Adds what another one counted from the bytes of it, without making it first: a month has tens of thousands.
   *
   * @param from where its bytes begin
   * @param to where they end
   * @throws where the bytes were not made by `encode`
   */
  mergeEncoded(bytes: Uint8Array, from = 0, to = bytes.length): this {
    if (bytes[from] !== formatVersion) throw new Error('These bytes are no histogram of this version.');
    const reader = { bytes, at: from + 1, end: to };
    const zeros = readNumber(reader);
    this.#zeros += zeros;
    this.count += zeros;
    let last = 0;
    while (reader.at < to) {
      last += readNumber(reader);
      const times = readNumber(reader);
      this.#counts.set(last - offset, (this.#counts.get(last - offset) ?? 0) + times);
      this.count += times;
    }
    return this;
  }

  #sorted(): [number, number][] {
    return [...this.#counts].sort(([a], [b]) => a - b);
  }
}

function bucketOf(value: number): number {
  return Math.ceil(Math.log(value) * bucketsPerLogarithm);
}

/** The value in the middle of a bucket, as ratios go. */
function middleOf(bucket: number): number {
  return (2 * growth ** bucket) / (growth + 1);
}

/** Seven bits a byte, the lowest first; the eighth says that there is more. */
function writeNumber(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function readNumber(reader: { bytes: Uint8Array; at: number; end: number }): number {
  let value = 0;
  for (let factor = 1; factor < Number.MAX_SAFE_INTEGER; factor *= 128) {
    const byte = reader.at < reader.end ? reader.bytes[reader.at] : undefined;
    if (byte === undefined) break;
    reader.at += 1;
    value += (byte % 128) * factor;
    if (byte < 128) return value;
  }
  throw new Error('These bytes end in the middle of a histogram.');
}
