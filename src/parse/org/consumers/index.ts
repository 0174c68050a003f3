import type { TypeReader } from '../reading.ts';
import { AUTOMATION_READERS } from './automations.ts';
import { SCREEN_READERS } from './screens.ts';

export const CONSUMERS_READERS: readonly TypeReader[] = [...SCREEN_READERS, ...AUTOMATION_READERS];
