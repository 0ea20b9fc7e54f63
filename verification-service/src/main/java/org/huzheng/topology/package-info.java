/** The judging topology: folds records into dossiers, answers questions from them, leads cases to decisions. Everything in it is a function of the log. */
@NullMarked
package org.huzheng.topology;

import org.jspecify.annotations.NullMarked;
