/**
 * The texts of another language for the English ones, key by key: one that is missing, or one too many, does not compile.
 * Plurals go by i18next's suffixes; a language without a singular leaves `_one` out.
 */
export type Words<English> = {
  readonly [Key in keyof English as Key extends `${string}_one` ? never : Key]: English[Key] extends string
    ? string
    : Words<English[Key]>
} & {
  readonly [Key in keyof English as Key extends `${string}_one` ? Key : never]?: string
}
