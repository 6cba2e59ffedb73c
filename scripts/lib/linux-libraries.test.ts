import { expect, test } from 'vitest';
import { missingLibraries } from './linux-libraries.mjs';

const listing = `Desired=Unknown/Install/Remove/Purge/Hold
||/ Name                 Version        Architecture Description
+++-====================-==============-============-=================================
ii  libasound2t64:amd64  1.2.11-1       amd64        shared library for ALSA applications
hi  libgbm1:amd64        22.3.6-1       amd64        generic buffer management API
rc  xvfb                 2:21.1.7-3     amd64        Virtual Framebuffer fake X server
un  xauth                <none>         <none>       (no description available)
`;

test('a library counts as installed under any of its names, also when it is on hold', () => {
  expect(missingLibraries([['libasound2t64', 'libasound2'], ['libgbm1']], listing)).toEqual([]);
});

test('a removed package, an unknown one and one that was never there are missing', () => {
  const wanted = [['xvfb'], ['xauth'], ['libnss3']];
  expect(missingLibraries(wanted, listing)).toEqual(wanted);
});
