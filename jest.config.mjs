export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/transform.mjs' },
  setupFilesAfterEnv: ['<rootDir>/test/support/seed.ts'],
  // A browser test starts Chromium, and a cold machine needs a moment for that.
  testTimeout: 60_000,
};
