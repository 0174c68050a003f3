import type { TypeReader } from '../reading.ts';
import { APPLICATION_READER } from './applications.ts';
import { CHANNEL_READER } from './channels.ts';
import { CREDENTIAL_READER } from './credentials.ts';
import { FLEXIPAGE_READER } from './flexipages.ts';
import { MARKUP_READER } from './markup.ts';
import { TRUSTED_HOST_READER } from './trusted-hosts.ts';

export const PLACES_READERS: readonly TypeReader[] = [
  FLEXIPAGE_READER,
  APPLICATION_READER,
  MARKUP_READER,
  TRUSTED_HOST_READER,
  CREDENTIAL_READER,
  CHANNEL_READER,
];
