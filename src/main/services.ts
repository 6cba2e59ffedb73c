import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, powerMonitor, shell } from 'electron';
import { AlertWatch } from '#main/alerts/alert-watch.ts';
import { DesktopCount } from '#main/alerts/desktop-count.ts';
import { mayShow } from '#main/alerts/quiet-hours.ts';
import { showAlert } from '#main/alerts/show-alert.ts';
import type { Console } from '#main/app/console.ts';
import { allowedLink } from '#main/app/links.ts';
import { installMenu } from '#main/app/menu.ts';
import { CheckThread } from '#main/audit/check-thread.ts';
import { AuditWatch } from '#main/audit/watch.ts';
import { WatchStore } from '#main/audit/watch-store.ts';
import { createDispatch } from '#main/bridge/dispatch.ts';
import type { Dispatch } from '#main/bridge/handle.ts';
import { createHandlers } from '#main/bridge/handlers.ts';
import { tell } from '#main/bridge/tell.ts';
import { CredentialVault } from '#main/credentials/vault.ts';
import { createLog } from '#main/diagnostics/log.ts';
import { LiveFeed } from '#main/live/live-feed.ts';
import { Download } from '#main/platform-client/download.ts';
import { Exchange } from '#main/platform-client/exchange.ts';
import { lazyTransport } from '#main/platform-client/lazy-transport.ts';
import { PlatformClient } from '#main/platform-client/platform-client.ts';
import { Profiles } from '#main/profiles/profiles.ts';
import { SettingsFile } from '#main/profiles/settings.ts';
import { createSettingsStore } from '#main/profiles/settings-store.ts';
import { EmbeddedPlatform } from '#main/sandbox/embedded-platform.ts';
import { forkPlatform } from '#main/sandbox/fork-platform.ts';
import { Connection } from '#main/session/connection.ts';
import { probeHealth } from '#main/session/probe.ts';
import { SessionKeeper } from '#main/session/session-keeper.ts';

/** What the window needs of everything behind it. */
export interface Services {
  readonly dispatch: Dispatch;
  /** Opens a link in the system browser, if it is on the allowlist. */
  openLink(address: string): boolean;
  /** Drains the embedded platform and keeps what is under way. */
  stop(): Promise<void>;
}

/** Puts everything together. Loaded after the window, so that none of this is in the way of the first paint. */
export async function startServices(console: Console): Promise<Services> {
  const { userData, embeddedPlatform, auditCheck, verifier } = console.paths;
  const log = createLog(join(userData, 'logs'));
  const notices = console.notices;
  const settings = SettingsFile.open(createSettingsStore(userData), (notice) => notices.raise(notice));
  const profiles = new Profiles(settings);
  const userAgent = `Gatehouse/${app.getVersion()} (${process.platform})`;

  // These know each other, but only once something happens.
  const transport = lazyTransport();
  const onOutcome = (outcome: 'online' | 'offline') => keeper.observe(outcome);
  const exchange = new Exchange({ transport: transport.send, userAgent, onOutcome });
  const download = new Download({ transport: transport.stream, userAgent, onOutcome });
  const connection = new Connection({
    probe: async () => await probeHealth(exchange, await keeper.origin()),
    onChange: () => keeper.announce(),
  });
  const vault = new CredentialVault(console.keychain, () => keeper.announce());
  const rehearsal = new EmbeddedPlatform({
    launch: () => forkPlatform(embeddedPlatform, join(userData, 'rehearsal'), log),
    onMoved: (url) => keeper.rehearsalMoved(url),
    onDown: () => keeper.rehearsalDown(),
    onNotice: (notice) => notices.raise(notice),
  });
  const keeper: SessionKeeper = new SessionKeeper({
    exchange,
    profiles,
    vault,
    connection,
    rehearsal,
    device: `Gatehouse ${app.getVersion()} on ${hostname()}`.slice(0, 120),
    onChange: (state) => {
      tell('session.changed', state);
      auditWatch.observe(state);
      alertWatch.observe(state);
      liveFeed.observe(state);
    },
    onTrouble: (error) => log.error('session', error),
  });
  const client = new PlatformClient(exchange, download, (permission) => keeper.authorityFor(permission));
  const checkThread = new CheckThread(auditCheck);
  const auditWatch: AuditWatch = new AuditWatch({
    call: (id, input) => client.call(id, input, {}),
    verifyPage: (request) => checkThread.verify(request),
    store: new WatchStore(join(userData, 'audit-watch.json'), (notice) => notices.raise(notice)),
    onChange: (state) => tell('audit.changed', state),
    onTrouble: (error) => log.error('audit', error),
  });
  const onAlertTrouble = (error: unknown) => log.error('alerts', error);
  const desktopCount = new DesktopCount({ show: (path) => console.show(path), onTrouble: onAlertTrouble });
  const open = (path: string) => console.show(path);
  const alertWatch: AlertWatch = new AlertWatch({
    call: (id, input) => client.call(id, input, {}),
    show: (alert) => {
      const acknowledge = async (id: string) => {
        const input = { params: { id }, body: { comment: 'From the notification', minutes: 60 } };
        const answer = await client.call('alerts.acknowledge', input, {});
        // The window says why not, and shows how it stands.
        if (!answer.ok) open(alert.path);
      };
      showAlert(alert, { open, acknowledge: (id) => void acknowledge(id).catch(onAlertTrouble) });
    },
    mayShow: (critical) => mayShow(settings.current.preferences.quietHours, critical, new Date()),
    onCount: (firing, rehearsal) => desktopCount.show(firing, rehearsal),
    isCalled: () => liveFeed.isLive,
    onTrouble: onAlertTrouble,
  });
  const liveFeed: LiveFeed = new LiveFeed({
    follow: (id, input, sink, options) => client.follow(id, input, sink, options),
    onState: (state) => tell('live.state', { state }),
    onMetrics: (metrics) => tell('live.metrics', metrics),
    onAlerts: (alerts) => {
      tell('live.alerts', alerts);
      // What is new is told at once; by itself it looks only every now and then.
      void alertWatch.look();
    },
  });
  void keeper.restore().catch((error: unknown) => log.error('restore', error));
  // While the keychain answers, the library of the call that follows is loaded, and everything else is done.
  if (keeper.state().status === 'restoring') transport.warm();
  installMenu();
  powerMonitor.on('resume', () => {
    if (keeper.state().status !== 'signed_out') void connection.check();
    liveFeed.woke();
  });
  const openLink = (address: string) => {
    const link = allowedLink(
      address,
      profiles.list().map((profile) => profile.address),
    );
    if (link !== null) void shell.openExternal(link);
    return link !== null;
  };

  const handlers = createHandlers({
    client,
    keeper,
    auditWatch,
    liveFeed,
    profiles,
    settings,
    notices,
    userData,
    verifier,
    window: () => console.window,
  });
  return {
    dispatch: createDispatch(handlers, (error) => log.error('bridge', error)),
    openLink,
    async stop() {
      auditWatch.stop();
      alertWatch.stop();
      liveFeed.stop();
      checkThread.stop();
      await Promise.all([keeper.settle(), rehearsal.stop()]);
      await log.flush();
    },
  };
}
