/** The Chromium of this machine, headless and with a fresh profile. */
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? PLACES.find(existsSync);
  if (executablePath === undefined) {
    throw new Error('These tests need Chromium: install it (apt-get install chromium) or set CHROMIUM_PATH.');
  }
  return chromium.launch({ executablePath, headless: true, args: ARGS });
}
