import { contextBridge, ipcRenderer } from 'electron';
import type { GatehouseBridge } from '#bridge/api.ts';
import { readInitial } from '#bridge/initial.ts';
import { wireName } from '#bridge/names.ts';

const bridge: GatehouseBridge = {
  request: (name, input) => ipcRenderer.invoke(wireName(name), input),
  on(name, listener) {
    const channel = wireName(name);
    // The event object must not reach the page: it would hand out ipcRenderer itself.
    const forward = (_event: unknown, payload: Parameters<typeof listener>[0]) => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.removeListener(channel, forward);
    };
  },
  initial: readInitial(process.argv),
};

contextBridge.exposeInMainWorld('gatehouse', bridge);
