/** Characters in the name of a collection or field: what columns of every database have room for, and no one needs. */
export const NAME_MAX_LENGTH = 250;

export const PROJECT_NAME_MAX_LENGTH = 64;
