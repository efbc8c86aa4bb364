package org.vitrine.core.jobs;

/** Knows how to do the jobs of one kind. Called from several threads, with a job each. */
public interface JobKind {
    /** The kind that it does. */
    String name();

    /**
     * Does a job, from its beginning or from where an earlier attempt came to, and ends it by {@link JobRun#end}, well or
     * not. What is thrown instead means that the job could not even be ended, or that it was {@linkplain
     * JobRun#cancelled() cancelled}: it is then given back for another attempt.
     */
    void run(JobRun run);

    /**
     * Ends a job without doing it, because too many attempts came to nothing.
     *
     * @param reason in words for the owner
     */
    void giveUp(JobRun run, String reason);
}
