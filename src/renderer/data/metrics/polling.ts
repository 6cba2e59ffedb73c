/** How a query keeps up: a failed try is not repeated, because the next one comes by itself. Paused, only what is new to the screen is asked. */
export function polling(paused: boolean, every: number | false) {
  return {
    refetchInterval: paused ? (false as const) : every,
    refetchOnWindowFocus: !paused,
    retry: false as const,
  };
}
