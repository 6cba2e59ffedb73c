import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { StartOptions } from './start.ts';

const argumentsSchema = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(4480),
  host: z.string().min(1).default('127.0.0.1'),
  data: z.string().min(1).default('data'),
  seed: z.enum(['empty', 'rehearsal']).default('empty'),
});

const url = (protocols: RegExp) => z.url({ protocol: protocols }).optional();

/** An empty variable counts as not set: that is how most process managers write “nothing”. */
const environmentSchema = z.object({
  DATABASE_URL: url(/^postgres(ql)?$/),
  GATEHOUSE_SECRET_KEY: z.string().optional(),
  GATEHOUSE_ADMIN_EMAIL: z.string().optional(),
  GATEHOUSE_ADMIN_PASSWORD: z.string().optional(),
  GATEHOUSE_PUBLIC_URL: url(/^https?$/),
  GATEHOUSE_MAIL_FROM: z.string().optional(),
  GATEHOUSE_TRUST_PROXY: z.enum(['0', '1', 'true', 'false']).optional(),
  GATEHOUSE_CORS_ORIGINS: z.string().optional(),
  GATEHOUSE_WEBHOOK_PRIVATE: z.enum(['0', '1', 'true', 'false']).optional(),
  GATEHOUSE_PROBES: z.string().optional(),
  // Short ones are guessed.
  GATEHOUSE_METRICS_TOKEN: z.string().min(16).optional(),
  GATEHOUSE_DEPLOYED_BY: z.string().trim().max(120).optional(),
  GATEHOUSE_DRAIN_SECONDS: z.coerce.number().min(0).max(300).optional(),
  SMTP_URL: url(/^smtps?$/),
});

/**
 * Where several nodes may share a store, whoever passes requests on to them needs a moment to see that this one isn't
 * ready any more. An embedded store has one node: there is nobody to wait for.
 */
const sharedDrainSeconds = 5;

/** @throws Error with a sentence for whoever typed the command */
export function readServerOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Omit<StartOptions, 'log' | 'drainSeconds'> & { drainSeconds: number } {
  const given = parse(argumentsSchema, parseCommandLine(argv), (name) => `--${name}`);
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const variables = parse(environmentSchema, set, (name) => name);
  return {
    host: given.host,
    port: given.port,
    dataDirectory: given.data,
    seed: given.seed,
    databaseUrl: variables.DATABASE_URL,
    secretKey: variables.GATEHOUSE_SECRET_KEY,
    admin: adminOf(variables),
    smtpUrl: variables.SMTP_URL,
    mailFrom: variables.GATEHOUSE_MAIL_FROM,
    publicUrl: variables.GATEHOUSE_PUBLIC_URL?.replace(/\/+$/, ''),
    trustProxy: /^(1|true)$/.test(variables.GATEHOUSE_TRUST_PROXY ?? ''),
    corsOrigins: listOf(variables.GATEHOUSE_CORS_ORIGINS),
    webhookPrivate: /^(1|true)$/.test(variables.GATEHOUSE_WEBHOOK_PRIVATE ?? ''),
    metricsToken: variables.GATEHOUSE_METRICS_TOKEN,
    deployedBy: variables.GATEHOUSE_DEPLOYED_BY,
    probes: listOf(variables.GATEHOUSE_PROBES).map(probeAddress),
    drainSeconds: variables.GATEHOUSE_DRAIN_SECONDS ?? (variables.DATABASE_URL ? sharedDrainSeconds : 0),
  };
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

function probeAddress(text: string): string {
  const parsed = z.url({ protocol: /^https$/ }).safeParse(text);
  if (parsed.success) return parsed.data;
  throw new Error(`GATEHOUSE_PROBES: “${text}” is no https address. Separate several with commas.`);
}

function parseCommandLine(argv: readonly string[]): Record<string, string | undefined> {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...argv],
    options: { port: option, host: option, data: option, seed: option },
  });
  return values;
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  nameOf: (name: string) => string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // The value itself isn't repeated: it may be a secret in the wrong place.
  const reasons = parsed.error.issues.map((issue) => `${nameOf(issue.path.join('.'))}: ${issue.message}`);
  throw new Error(reasons.join('; '));
}

function adminOf(variables: z.infer<typeof environmentSchema>): StartOptions['admin'] {
  const { GATEHOUSE_ADMIN_EMAIL: email, GATEHOUSE_ADMIN_PASSWORD: password } = variables;
  if (email === undefined && password === undefined) return undefined;
  if (email !== undefined && password !== undefined) return { email, password };
  throw new Error('GATEHOUSE_ADMIN_EMAIL and GATEHOUSE_ADMIN_PASSWORD belong together: set both or neither.');
}
