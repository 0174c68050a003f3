import type { TypeReader } from '../reading.ts';

export const ACCESS_READERS: readonly TypeReader[] = [];
