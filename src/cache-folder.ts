import { isAbsolute, join } from 'node:path';

/** Where entries are kept if no folder is named: a folder that the system may clear. Null where the surroundings name none. */
export function usualCacheFolder(platform: string, env: Readonly<Record<string, string | undefined>>, home: string): string | null {
  // What is not a whole path is not meant for this, the rules for XDG_CACHE_HOME say.
  const isSet = (text: string | undefined): text is string => text !== undefined && isAbsolute(text);
  if (platform === 'win32') return isSet(env['LOCALAPPDATA']) ? join(env['LOCALAPPDATA'], 'cti2voice', 'cache') : null;
  if (platform !== 'darwin' && isSet(env['XDG_CACHE_HOME'])) return join(env['XDG_CACHE_HOME'], 'cti2voice');
  if (!isSet(home)) return null;
  return platform === 'darwin' ? join(home, 'Library', 'Caches', 'cti2voice') : join(home, '.cache', 'cti2voice');
}
