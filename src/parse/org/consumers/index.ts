import type { TypeReader } from '../reading.ts';

export const CONSUMERS_READERS: readonly TypeReader[] = [];
