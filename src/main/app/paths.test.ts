import { expect, test } from 'vitest';
import { findPaths, userDataOverride } from './paths.ts';

test('from the sources everything lies in out', () => {
  const paths = findPaths('/opt/gatehouse/out/main', '/data');
  expect(paths.embeddedPlatform).toBe('/opt/gatehouse/out/platform/embedded.cjs');
  expect(paths.preload).toBe('/opt/gatehouse/out/preload/index.cjs');
});

test('packed, only what runs beside main lies beside the archive', () => {
  const paths = findPaths('/opt/Gatehouse/resources/app.asar/out/main', '/data');
  expect(paths.embeddedPlatform).toBe('/opt/Gatehouse/resources/app.asar.unpacked/out/platform/embedded.cjs');
  expect(paths.auditCheck).toBe('/opt/Gatehouse/resources/app.asar.unpacked/out/platform/audit-check.cjs');
  expect(paths.renderer).toBe('/opt/Gatehouse/resources/app.asar/out/renderer');
  expect(paths.verifier).toBe('/opt/Gatehouse/resources/app.asar/out/verifier/gatehouse-audit-verifier.html');
});

test('GATEHOUSE_USER_DATA moves what is stored, and an empty one does not', () => {
  expect(userDataOverride({ GATEHOUSE_USER_DATA: '/elsewhere' })).toBe('/elsewhere');
  expect(userDataOverride({ GATEHOUSE_USER_DATA: '' })).toBeNull();
});
