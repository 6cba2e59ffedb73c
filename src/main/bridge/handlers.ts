import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, clipboard, dialog, nativeTheme } from 'electron';
import type { Preferences } from '#bridge/channels.ts';
import type { AuditWatch } from '#main/audit/watch.ts';
import { exportAudit } from '#main/exports/export-audit.ts';
import { notWritten } from '#main/exports/not-written.ts';
import type { LiveFeed } from '#main/live/live-feed.ts';
import { CallFailure, callError } from '#main/platform-client/call-error.ts';
import type { PlatformClient } from '#main/platform-client/platform-client.ts';
import type { Profiles } from '#main/profiles/profiles.ts';
import { SavedViews } from '#main/profiles/saved-views.ts';
import type { SettingsFile } from '#main/profiles/settings.ts';
import type { SessionKeeper } from '#main/session/session-keeper.ts';
import { bearablePng } from './bearable-png.ts';
import { copyPicture } from './copy-picture.ts';
import type { Handlers } from './dispatch.ts';
import type { NoticeBoard } from './notice-board.ts';
import { safeFileName } from './safe-file-name.ts';
import { tell } from './tell.ts';

export interface HandlerDeps {
  readonly client: PlatformClient;
  readonly keeper: SessionKeeper;
  readonly auditWatch: AuditWatch;
  readonly liveFeed: LiveFeed;
  readonly profiles: Profiles;
  readonly settings: SettingsFile;
  readonly notices: NoticeBoard;
  readonly userData: string;
  /** The built page that verifies an export. */
  readonly verifier: string;
  readonly window: () => BrowserWindow | null;
}

/** One handler for every row of the channel map. */
export function createHandlers(deps: HandlerDeps): Handlers {
  const { client, keeper, auditWatch, liveFeed, profiles, settings, notices } = deps;
  const views = new SavedViews(settings);
  return {
    async 'operation.call'({ id, input, key, idempotency_key }) {
      const answer = await client.call(id, input, { key, idempotencyKey: idempotency_key });
      if (!answer.ok) throw new CallFailure(answer.error);
      return answer.value;
    },
    'operation.cancel'({ key }) {
      client.cancel(key);
      return null;
    },
    'session.get': () => keeper.state(),
    'session.sign_in': (input) => keeper.signIn(input),
    'session.sign_out': () => keeper.signOut(),
    'session.retry_keychain': () => keeper.retryKeychain(),
    'rehearsal.explore': ({ role }) => keeper.explore(role),
    'profiles.list': () => profiles.list(),
    async 'profiles.save'(input) {
      const { saved, before } = kept(() => profiles.save(input));
      await keeper.profileSaved(saved, before);
      if (before !== null && before.address !== saved.address) auditWatch.forget(saved.id);
      return saved;
    },
    async 'profiles.remove'({ id }) {
      await keeper.profileRemoved(id);
      kept(() => profiles.remove(id));
      auditWatch.forget(id);
      return null;
    },
    'preferences.get': () => settings.current.preferences,
    'preferences.set': (change) => setPreferences(settings, change),
    'views.get': ({ screen }) => views.list(profileInUse(keeper), screen),
    'views.set': ({ screen, views: next }) => kept(() => views.save(profileInUse(keeper), screen, next)),
    'audit.watch': () => auditWatch.state(),
    'audit.verify': ({ scope }) => auditWatch.verify(scope),
    'audit.acknowledge': ({ alarm_id, reason }) => auditWatch.acknowledge(alarm_id, reason),
    'audit.export': ({ query, key }) =>
      exportAudit(
        {
          download: (sink) => client.download('audit.export', { query }, sink, { key }),
          choosePath: (name) => choosePath(deps.window(), name),
          verifier: deps.verifier,
          onProgress: (progress) => tell('audit.export_progress', { key, ...progress }),
        },
        query.format,
      ),
    'live.watch': ({ metrics }) => liveFeed.watch(metrics),
    'files.save_text': ({ suggested_name, text }) => saveText(deps.window(), suggested_name, text),
    'clipboard.write_text'({ text }) {
      clipboard.writeText(text);
      return null;
    },
    async 'clipboard.write_image'({ png }) {
      await copyPicture(bearablePng(png));
      return null;
    },
    'system.notices': () => notices.take(),
    'system.about': () => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      platform: `${process.platform} ${process.arch}`,
      data_directory: deps.userData,
    }),
  };
}

/** Main knows whose views they are; the page can't ask for those of another profile. */
function profileInUse(keeper: SessionKeeper): string {
  const { profile } = keeper.state();
  if (profile) return profile.id;
  throw new CallFailure(callError('not_connected', 'Nobody is signed in. Nothing was changed.'));
}

/** Says in words that the disk refused, and that nothing changed. */
function kept<Value>(action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    if (error instanceof CallFailure) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CallFailure({
      ...callError(
        'internal',
        `The settings could not be written (${reason}). Nothing was changed; free some space or check the folder, then try again.`,
      ),
      title: 'Not saved',
    });
  }
}

function setPreferences(
  settings: SettingsFile,
  change: { [Name in keyof Preferences]?: Preferences[Name] | undefined },
): Preferences {
  const { theme, navigationCollapsed, quietHours } = settings.current.preferences;
  const preferences = {
    theme: change.theme ?? theme,
    navigationCollapsed: change.navigationCollapsed ?? navigationCollapsed,
    quietHours: change.quietHours ?? quietHours,
  };
  kept(() => settings.update((current) => ({ ...current, preferences })));
  nativeTheme.themeSource = preferences.theme;
  return preferences;
}

/** Asks where to save; null when the person cancelled. */
async function choosePath(window: BrowserWindow | null, suggestedName: string): Promise<string | null> {
  const options = { defaultPath: join(app.getPath('downloads'), safeFileName(suggestedName)) };
  const { canceled, filePath } = window
    ? await dialog.showSaveDialog(window, options)
    : await dialog.showSaveDialog(options);
  return canceled || !filePath ? null : filePath;
}

async function saveText(
  window: BrowserWindow | null,
  suggestedName: string,
  text: string,
): Promise<{ path: string | null }> {
  const path = await choosePath(window, suggestedName);
  if (path === null) return { path };
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new CallFailure(notWritten(error));
  }
  return { path };
}
