import type { TypeReader } from '../reading.ts';

export const FOUNDATIONS_READERS: readonly TypeReader[] = [];
