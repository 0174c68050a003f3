import type { TypeReader } from '../reading.ts';

export const PLACES_READERS: readonly TypeReader[] = [];
