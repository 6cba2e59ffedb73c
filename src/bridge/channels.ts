import { z } from 'zod';
import { auditExportQuerySchema } from '#contract/audit.ts';
import { signedInUserSchema } from '#contract/auth.ts';
import { emailSchema, staffRoleSchema } from '#contract/common.ts';
import { liveAlertsSchema } from '#contract/live-alerts.ts';
import { auditWatchSchema } from './audit-watch.ts';
import { liveMetricsSchema, liveStandSchema, liveStateSchema } from './live.ts';

/** Named colours of the bar across the top of the window; the renderer maps them to theme tokens. */
export const profileColours = ['indigo', 'teal', 'violet', 'amber', 'red', 'slate'] as const;

export const profileSchema = z.object({
  id: z.string(),
  name: z.string(),
  colour: z.enum(profileColours),
  /** Origin of the platform, for example `https://beta.example.com`. */
  address: z.string(),
  email: z.string(),
  rehearsal: z.boolean(),
});
export type Profile = z.infer<typeof profileSchema>;

/** ok: secrets are kept; locked/absent/unavailable: the session lives in memory only, and a banner says so. */
export const keychainStateSchema = z.enum(['ok', 'absent', 'locked', 'unavailable', 'unused']);
export type KeychainState = z.infer<typeof keychainStateSchema>;

export const sessionStateSchema = z.object({
  /** Goes up with every change: answers and what main tells by itself travel apart, and may arrive in any order. */
  revision: z.number().int(),
  status: z.enum(['signed_out', 'restoring', 'signed_in']),
  profile: profileSchema.nullable(),
  user: signedInUserSchema.nullable(),
  connection: z.enum(['online', 'offline', 'unknown']),
  keychain: keychainStateSchema,
  /** Why the session ended by itself, for the connect screen; null otherwise. */
  notice: z.string().nullable(),
});
export type SessionState = z.infer<typeof sessionStateSchema>;

/** A time of the day, where this computer is: `22:00`. */
const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** When nothing is shown on the desktop. From a time to an earlier one goes over midnight. */
export const quietHoursSchema = z.strictObject({
  enabled: z.boolean(),
  from: timeOfDaySchema,
  to: timeOfDaySchema,
  /** What is critical is shown all the same. */
  criticalPasses: z.boolean(),
});
export type QuietHours = z.infer<typeof quietHoursSchema>;

export const preferencesSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  navigationCollapsed: z.boolean(),
  quietHours: quietHoursSchema,
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** Screens whose filters can be kept under a name. */
export const viewScreenSchema = z.enum(['users']);
export type ViewScreen = z.infer<typeof viewScreenSchema>;

/** Filters of a screen under a name: `search` is what stands in its address. */
export const savedViewSchema = z.strictObject({
  id: z.string().max(60),
  name: z.string().trim().min(1).max(60),
  search: z.record(z.string().max(60), z.string().max(500)),
});
export type SavedView = z.infer<typeof savedViewSchema>;
/** In the order in which they were saved. */
export const savedViewsSchema = z.array(savedViewSchema).max(100);

/** Something that happened without anybody asking: said once, kept on screen until the person has read it. */
export const noticeSchema = z.object({
  id: z.string(),
  level: z.enum(['information', 'warning', 'error']),
  title: z.string(),
  /** What happened, what was kept, what to do. */
  detail: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;

/**
 * Every request the renderer can make of main, once: input and answer. An answer always travels in a Result envelope
 * with a CallError. Adding one takes three steps: a row here, a handler in main/bridge, its use in renderer/data.
 */
export const channels = {
  /**
   * Runs one operation of the contract table. `key` lets the caller cancel it. The answer is the JSON text that main
   * has already checked against the response schema: parsed on the caller's side it crosses the two process borders
   * as one string, at half the cost of an object tree.
   */
  'operation.call': {
    input: z.strictObject({
      id: z.string().max(100),
      input: z.unknown().optional(),
      key: z.string().max(100).optional(),
      idempotency_key: z.string().max(100).optional(),
    }),
    output: z.string(),
  },
  'operation.cancel': { input: z.strictObject({ key: z.string().max(100) }), output: z.null() },
  'session.get': { input: z.null(), output: sessionStateSchema },
  'session.sign_in': {
    input: z.strictObject({
      profile_id: z.string(),
      email: emailSchema,
      password: z.string().min(1).max(200),
      totp: z.string().max(6).optional(),
    }),
    output: sessionStateSchema,
  },
  'session.sign_out': { input: z.null(), output: sessionStateSchema },
  /** Tries once more to keep the session in the keychain, after the person has unlocked it. */
  'session.retry_keychain': { input: z.null(), output: sessionStateSchema },
  /** Starts the embedded platform with the simulated beta and signs in, as ops unless said otherwise. */
  'rehearsal.explore': { input: z.strictObject({ role: staffRoleSchema }), output: sessionStateSchema },
  'profiles.list': { input: z.null(), output: z.array(profileSchema) },
  'profiles.save': {
    input: z.strictObject({
      id: z.string().nullable(),
      name: z.string().trim().min(1).max(80),
      colour: z.enum(profileColours),
      address: z.string().trim().min(1).max(300),
      email: z.string().trim().max(254),
    }),
    output: profileSchema,
  },
  'profiles.remove': { input: z.strictObject({ id: z.string() }), output: z.null() },
  'preferences.get': { input: z.null(), output: preferencesSchema },
  'preferences.set': { input: preferencesSchema.partial().strict(), output: preferencesSchema },
  /** Views that were saved on this computer for the profile that is in use; other profiles have their own. */
  'views.get': { input: z.strictObject({ screen: viewScreenSchema }), output: savedViewsSchema },
  'views.set': {
    input: z.strictObject({ screen: viewScreenSchema, views: savedViewsSchema }),
    output: savedViewsSchema,
  },
  /** How the console's own checks of the audit log stand. */
  'audit.watch': { input: z.null(), output: auditWatchSchema },
  /** Begins a check: of what is new, or of every entry from the first. Its course is told by `audit.changed`. */
  'audit.verify': { input: z.strictObject({ scope: z.enum(['new', 'all']) }), output: auditWatchSchema },
  'audit.acknowledge': {
    input: z.strictObject({ alarm_id: z.string().max(1000), reason: z.string().trim().min(3).max(1000) }),
    output: auditWatchSchema,
  },
  /**
   * Asks where to save the audit log, downloads it to there and puts the offline verifier beside it. Null when the person
   * cancelled before anything was asked of the platform. `key` cancels it later, as of an operation.
   */
  'audit.export': {
    input: z.strictObject({ query: auditExportQuerySchema, key: z.string().max(100) }),
    output: z.object({ path: z.string(), verifier: z.string().nullable(), bytes: z.number() }).nullable(),
  },
  /** Says whether the page shows what is measured, and asks how the line to the platform's stream stands. */
  'live.watch': { input: z.strictObject({ metrics: z.boolean() }), output: liveStandSchema },
  /** Asks where to save and writes the text there. Answers the path, or null when the person cancelled. */
  'files.save_text': {
    input: z.strictObject({ suggested_name: z.string().max(200), text: z.string().max(200_000_000) }),
    output: z.object({ path: z.string().nullable() }),
  },
  /** Puts text on the clipboard; the page itself has no permission to. */
  'clipboard.write_text': { input: z.strictObject({ text: z.string().max(5_000_000) }), output: z.null() },
  /** Puts a picture on the clipboard: a PNG in base64. */
  'clipboard.write_image': {
    input: z.strictObject({
      png: z
        .string()
        .max(20_000_000)
        .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'Not base64'),
    }),
    output: z.null(),
  },
  /** What happened before the page could listen (a crash, a damaged settings file); asking empties the list. */
  'system.notices': { input: z.null(), output: z.array(noticeSchema) },
  'system.about': {
    input: z.null(),
    output: z.object({ version: z.string(), electron: z.string(), platform: z.string(), data_directory: z.string() }),
  },
  /** Opens an https address of the allowlist in the system browser. */
} as const;

export type ChannelName = keyof typeof channels;
export type ChannelInput<Name extends ChannelName> = z.input<(typeof channels)[Name]['input']>;
export type ChannelOutput<Name extends ChannelName> = z.output<(typeof channels)[Name]['output']>;

/** What main tells the renderer without being asked. */
export const events = {
  'session.changed': sessionStateSchema,
  'audit.changed': auditWatchSchema,
  /** Of an export that is being downloaded. */
  'audit.export_progress': z.object({ key: z.string(), lines: z.number(), bytes: z.number() }),
  'live.state': z.object({ state: liveStateSchema }),
  /** What was measured, at most four times a second, while the page watches. */
  'live.metrics': liveMetricsSchema,
  'live.alerts': liveAlertsSchema,
  /** Something happened while the page was listening. */
  'notice.raised': noticeSchema,
  /** A menu, palette or deep link asks for a screen: a path such as `/batches`. */
  'navigation.requested': z.object({ path: z.string().max(500) }),
} as const;
export type EventName = keyof typeof events;
export type EventPayload<Name extends EventName> = z.output<(typeof events)[Name]>;
