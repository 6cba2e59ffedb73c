import { existsSync } from 'node:fs';

/** What a graphics processor of Linux is reached by: DRM, NVIDIA's own, Windows' from within it, and those of phones' chips. */
const devices = ['/dev/dri', '/dev/nvidiactl', '/dev/dxg', '/dev/mali0', '/dev/kgsl-3d0', '/dev/pvr_sync'];

/**
 * Whether looking for a graphics processor can be of any use. Where there is none (a virtual machine, a remote desktop)
 * the engine starts its graphics process twice, because the first fails, and ends up painting in software all the same;
 * told so before, it does that at once.
 */
export function mayHaveGraphics(platform: NodeJS.Platform, exists: (path: string) => boolean = existsSync): boolean {
  return platform !== 'linux' || devices.some(exists);
}
