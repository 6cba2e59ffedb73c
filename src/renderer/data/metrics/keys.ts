/** Query keys of what is measured. */
export const metricsKeys = {
  all: ['metrics'] as const,
  health: ['metrics', 'health'] as const,
  feed: (range: string, series: readonly string[]) => ['metrics', 'feed', range, series] as const,
  stretch: (from: number, to: number, series: string) => ['metrics', 'stretch', from, to, series] as const,
  endpoints: (asked: string) => ['metrics', 'endpoints', asked] as const,
  annotations: (asked: string) => ['metrics', 'annotations', asked] as const,
  uptime: (asked: string) => ['metrics', 'uptime', asked] as const,
};
