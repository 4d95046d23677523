"""คำสั่ง (console): what is started from a shell, and the demonstration office."""

import warnings

# Pyramid 1.10 and Substance D use pkg_resources, which tells everybody that it is old.
warnings.filterwarnings("ignore", message="pkg_resources is deprecated")
warnings.filterwarnings("ignore", message="Parameters to load are deprecated")
