import type { ErrorLevel } from '#contract/ingest.ts';

/** Models that the simulated product calls, with made-up prices: dollars for a million tokens, so micro-dollars for one. */
export const models = [
  { provider: 'anthropic', model: 'claude-sonnet-4-5', input: 3, output: 15, latency: 1400 },
  { provider: 'openai', model: 'gpt-5-mini', input: 0.25, output: 2, latency: 900 },
  { provider: 'openai', model: 'gpt-5', input: 1.25, output: 10, latency: 2100 },
  { provider: 'google', model: 'gemini-2.5-flash', input: 0.3, output: 2.5, latency: 700 },
  { provider: 'groq', model: 'llama-3.3-70b', input: 0.59, output: 0.79, latency: 260 },
  { provider: 'xai', model: 'grok-4-fast', input: 0.2, output: 0.5, latency: 800 },
] as const;

export const agents = ['Research assistant', 'Code reviewer', 'Meeting notes', 'Spreadsheet helper', 'Export'] as const;

/** What goes wrong in it, and for what share of its members. */
export const troubles: readonly {
  fingerprint: string;
  level: ErrorLevel;
  title: string;
  message: string;
  route: string;
  share: number;
  /** How often, for those who meet it. */
  times: number;
}[] = [
  {
    fingerprint: 'chat-stream-closed',
    level: 'error',
    title: 'The answer stopped half-way',
    message: 'StreamClosedError: the provider closed the stream after 14 chunks',
    route: '/api/chat/stream',
    share: 0.16,
    times: 2,
  },
  {
    fingerprint: 'provider-overloaded',
    level: 'warning',
    title: 'The provider was overloaded; tried again',
    message: '529 from the provider, answered by the second try after 1.8 s',
    route: '/api/chat/stream',
    share: 0.3,
    times: 4,
  },
  {
    fingerprint: 'export-timeout',
    level: 'error',
    title: 'Export took longer than 30 seconds',
    message: 'TimeoutError: export job gave no sign of life for 30,000 ms',
    route: '/api/projects/{id}/export',
    share: 0.07,
    times: 1,
  },
  {
    fingerprint: 'upload-too-large',
    level: 'warning',
    title: 'File over the limit of the tier',
    message: '413: 26,214,400 bytes allowed, more were sent',
    route: '/api/files',
    share: 0.09,
    times: 1,
  },
  {
    fingerprint: 'conversation-null-title',
    level: 'error',
    title: 'A conversation without a title could not be opened',
    message: "TypeError: Cannot read properties of null (reading 'trim')",
    route: '/api/conversations/{id}',
    share: 0.05,
    times: 3,
  },
];
