export const importSteps = ['files', 'mapping', 'check'] as const;
export type ImportStep = (typeof importSteps)[number];
