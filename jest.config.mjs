// No test keeps anything in the cache of whoever runs it; workers and the programs that tests start inherit this.
process.env.CTI2VOICE_CACHE_DIR = '';

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/transform.mjs' },
  setupFilesAfterEnv: ['<rootDir>/test/support/seed.ts'],
  // A browser test starts Chromium, and a cold machine needs a moment for that.
  testTimeout: 180_000,
};
