/** The environment variable with the path of a file that receives the summary of the edits as JSON. */
export const planVariable = "KAFKA_PLAN_FILE";
