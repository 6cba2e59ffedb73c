import { beforeEach, describe, expect, it, vi } from 'vitest';
import { patience } from '#test/support/patience.ts';

const trays: { tip: string; destroyed: boolean }[] = [];
const badges: number[] = [];
vi.mock('electron', () => ({
  app: { setBadgeCount: (count: number) => badges.push(count), quit: () => undefined },
  Menu: { buildFromTemplate: (items: unknown) => items },
  nativeImage: {
    createEmpty: () => ({ addRepresentation: () => undefined }),
    createFromBitmap: () => ({ toPNG: () => Buffer.alloc(1) }),
  },
  Tray: class {
    tip = '';
    destroyed = false;
    constructor() {
      trays.push(this);
    }
    on() {}
    setContextMenu() {}
    setImage() {}
    setTitle() {}
    setToolTip(tip: string) {
      this.tip = tip;
    }
    isDestroyed() {
      return this.destroyed;
    }
    destroy() {
      this.destroyed = true;
    }
  },
}));

const { hasTray } = await import('./alert-tray.ts');
const { DesktopCount } = await import('./desktop-count.ts');

beforeEach(() => {
  trays.length = 0;
  badges.length = 0;
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/run/user/1000/bus');
});

const fail = (error: unknown) => {
  throw error;
};

describe('the count on the desktop', () => {
  it('stands on the icon and in the tray, and goes with who is signed in', async () => {
    const count = new DesktopCount({ show: () => undefined, onTrouble: fail });
    count.show(null);
    expect(badges).toEqual([]);
    count.show(0);
    count.show(3);
    count.show(3);
    await vi.waitFor(
      () => expect(trays).toMatchObject([{ tip: 'Gatehouse: 3 alerts fire', destroyed: false }]),
      patience,
    );
    count.show(1);
    await vi.waitFor(() => expect(trays).toMatchObject([{ tip: 'Gatehouse: 1 alert fires' }]), patience);
    count.show(2, true);
    await vi.waitFor(() => expect(trays).toMatchObject([{ tip: 'Gatehouse, rehearsal: 2 alerts fire' }]), patience);
    count.show(null);
    await vi.waitFor(() => expect(trays).toMatchObject([{ destroyed: true }]), patience);
    expect(badges).toEqual([0, 3, 1, 2, 0]);
  });

  it('goes also where nobody is signed in any more before the tray was there', async () => {
    const count = new DesktopCount({ show: () => undefined, onTrouble: fail });
    count.show(2);
    count.show(null);
    await vi.waitFor(() => expect(trays).toMatchObject([{ destroyed: true }]), patience);
  });

  it('is no tray where the desktop has none', () => {
    expect(hasTray('linux', {})).toBe(false);
    expect(hasTray('linux', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x' })).toBe(true);
    expect(hasTray('win32', {})).toBe(true);
    expect(hasTray('darwin', {})).toBe(true);
  });
});
