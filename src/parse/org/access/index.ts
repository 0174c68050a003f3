import type { TypeReader } from '../reading.ts';
import { GROUP_READER } from './groups.ts';
import { PERMISSION_READER } from './permissions.ts';

export const ACCESS_READERS: readonly TypeReader[] = [PERMISSION_READER, GROUP_READER];
