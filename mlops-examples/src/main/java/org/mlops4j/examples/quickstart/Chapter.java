package org.mlops4j.examples.quickstart;

import org.mlops4j.report.Section;

/** One step of the story: what was found, and how it is told. */
interface Chapter {

    /** The step in words and tables; every number comes from what was found. */
    Section section();
}
